import type { ComponentChildren } from 'preact';
import { useStrings } from '../strings.ts';

/** What stands for text that is on its way: as wide as so many hundredths of its line. */
export function Bar({ width }: { readonly width: number }) {
  return <span class="bar" style={{ inlineSize: `${width}%` }} />;
}

/** Rows of a list or table that is on its way, each as high as the real ones. `height`: in pixels. */
export function SkeletonRows({ count, height }: { readonly count: number; readonly height: number }) {
  return (
    <Skeleton>
      {widthsOf(count).map((width, index) => (
        <div key={index} class="skeletonrow" style={{ blockSize: `${height}px` }}>
          <Bar width={width} />
          <Bar width={45} />
        </div>
      ))}
    </Skeleton>
  );
}

/** A page that is on its way. */
export function PageOutline() {
  return (
    <section class="page" aria-busy={true}>
      <SkeletonRows count={5} height={76} />
    </section>
  );
}

/** Messages that are on their way, at the end of the conversation, where the newest will be. */
export function SkeletonTurns() {
  return (
    <div class="turnsbox">
      <div class="turns">
        <Skeleton>
          {(['citizen', 'bot', 'citizen'] as const).map((by, index) => (
            <div key={index} class={`outline ${by}`}>
              <div class="bubble">
                <Bar width={100} />
                <Bar width={index === 1 ? 80 : 50} />
              </div>
            </div>
          ))}
        </Skeleton>
      </div>
    </div>
  );
}

/** Who hears the page is told in words; nobody hears outlines. */
function Skeleton({ children }: { readonly children: ComponentChildren }) {
  const strings = useStrings();
  return (
    <>
      <p class="hidden" role="status">
        {strings.loading}
      </p>
      <div class="skeleton" aria-hidden="true">
        {children}
      </div>
    </>
  );
}

/** Lines of different length, always the same ones, so that nothing jumps when it is drawn again. */
function widthsOf(count: number): readonly number[] {
  return Array.from({ length: count }, (_, index) => [92, 74, 85, 63][index % 4] ?? 80);
}
