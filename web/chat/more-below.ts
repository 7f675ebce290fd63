/**
 * Shows a button while the end of the talk is below the screen, and scrolls there when it is tapped. It is for eyes and
 * fingers only: who uses a keyboard or a screen reader goes on without it.
 */
export function watchEnd(end: HTMLElement, button: HTMLElement, dock: HTMLElement): void {
  const watch = new IntersectionObserver(
    ([entry]) => {
      button.hidden = !entry || entry.isIntersecting || entry.boundingClientRect.top < 0;
    },
    { rootMargin: `0px 0px -${Math.max(0, dock.offsetHeight - 24)}px 0px` },
  );
  watch.observe(end);
  button.addEventListener('click', () => {
    const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
    scrollTo({ top: document.documentElement.scrollHeight, behavior: calm ? 'auto' : 'smooth' });
  });
}
