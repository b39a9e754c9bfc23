# Finestreta in a container: built once, run as an ordinary user on a read-only file system.
FROM node:24-slim AS build
WORKDIR /srv/finestreta
COPY package.json package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY . .
RUN node scripts/buildPages.mjs --force \
 && npm prune --omit=dev --no-audit --no-fund

FROM node:24-slim
ENV NODE_ENV=production HOST=0.0.0.0 PORT=8080 DATA_DIR=/var/lib/finestreta
WORKDIR /srv/finestreta
RUN install -d -o node -g node -m 0700 /var/lib/finestreta
COPY --from=build /srv/finestreta/package.json ./
COPY --from=build /srv/finestreta/node_modules ./node_modules
COPY --from=build /srv/finestreta/dist ./dist
COPY --from=build /srv/finestreta/src ./src
COPY --from=build /srv/finestreta/adapters ./adapters
COPY --from=build /srv/finestreta/locales ./locales
COPY --from=build /srv/finestreta/dialogs ./dialogs
USER node
VOLUME /var/lib/finestreta
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:'+process.env.PORT+'/readyz').then(r=>process.exit(r.ok?0:1),()=>process.exit(1))"]
# No npm in between: signals reach the process itself.
CMD ["node", "src/main.ts"]
