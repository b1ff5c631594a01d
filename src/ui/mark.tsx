/**
 * The mark: a K whose arms are the leaves of a flip book. The Kinora of 1896 was one, turned by a crank.
 * `turning` lets the leaves fall one after the other.
 */
import './mark.css';

const LEAVES = [-47, -16, 16, 47] as const;

export function Mark({ size, turning = false }: { readonly size: number; readonly turning?: boolean }) {
  return (
    <svg className={turning ? 'mark mark--turning' : 'mark'} viewBox="0 0 32 32" width={size} height={size} aria-hidden="true">
      <rect className="mark__spine" x="5" y="3" width="4.6" height="26" rx="2.3" />
      <g transform="translate(10.6 16)">
        {LEAVES.map((angle, index) => (
          <g key={angle} transform={`rotate(${angle})`}>
            <rect className={`mark__leaf mark__leaf--${index}`} y="-1.9" width="17.2" height="3.8" rx="1.9" />
          </g>
        ))}
      </g>
    </svg>
  );
}
