/** A page before its figures are there: the same heights, so that nothing jumps. */
export function PageSkeleton() {
  return (
    <div aria-busy="true" className="page-skeleton">
      <div className="skeleton" style={{ height: 30 }} />
      <div className="skeleton" style={{ height: 28, width: '70%' }} />
      <div className="skeleton" style={{ height: 240 }} />
      <div className="skeleton" style={{ height: 320 }} />
    </div>
  );
}

/** A part of a page before its figures are there, about as high as it will be. */
export function PartSkeleton({ height = 160 }: { readonly height?: number }) {
  return <div aria-busy="true" className="skeleton" style={{ height }} />;
}
