/** Charts as SVG, for reports: bars by groups, and lines. */

const WIDTH = 900;
const MARGIN = { left: 190, right: 130, top: 44, bottom: 46 };
/** Readable on white and on black, and told apart without colours by their order. */
const COLOURS = ['#2f6fb0', '#c1571b', '#3a8a4d', '#8a4fa3', '#a8322d', '#6b6b6b', '#b08a1e', '#2b9aa0'];
const BAR = 14;

/**
 * @param {string} title
 * @param {readonly { group: string, name: string, value: number }[]} bars
 * @returns {string} SVG; lengths are logarithms, since groups differ by orders of magnitude
 */
export function barChart(title, bars) {
  const names = [...new Set(bars.map(({ name }) => name))];
  const groups = [...new Set(bars.map(({ group }) => group))];
  const most = Math.log10(Math.max(...bars.map(({ value }) => value)) * 1.1);
  const least = Math.floor(Math.log10(Math.min(...bars.map(({ value }) => value))));
  const scale = (/** @type {number} */ value) => ((Math.log10(value) - least) / (most - least)) * (WIDTH - MARGIN.left - MARGIN.right);
  let y = MARGIN.top;
  const parts = groups.flatMap((group) => {
    const own = bars.filter((bar) => bar.group === group);
    const drawn = own.map(({ name, value }, at) => {
      const top = y + at * BAR;
      const end = MARGIN.left + Math.max(1, scale(value));
      return `<rect x="${MARGIN.left}" y="${top}" width="${(end - MARGIN.left).toFixed(1)}" height="${BAR - 2}" fill="${colourOf(names, name)}"/>${text(end + 4, top + BAR - 4, `${round(value)}  ${name}`)}`;
    });
    const label = text(MARGIN.left - 8, y + (own.length * BAR) / 2 + 4, group, 'end');
    y += own.length * BAR + 12;
    return [label, ...drawn];
  });
  return svg(title, y + 10, parts);
}

/**
 * @param {string} title
 * @param {readonly { title: string, x: string, points: readonly { label: string, value: number, low: number, high: number }[] }[]} panels each against one thing that changes
 * @param {string} unit of all values
 * @returns {string} SVG
 */
export function pointCharts(title, panels, unit) {
  const height = 190;
  const most = Math.max(...panels.flatMap(({ points }) => points.map(({ high }) => high))) * 1.1;
  const left = 60;
  const wide = (WIDTH - left - 20) / panels.length;
  const yOf = (/** @type {number} */ value) => MARGIN.top + 20 + height * (1 - value / most);
  const lines = [0, 0.25, 0.5, 0.75].map((part) => `<line x1="${left}" x2="${WIDTH - 10}" y1="${yOf(part * most)}" y2="${yOf(part * most)}" stroke="currentColor" stroke-opacity="0.2"/>${text(left - 6, yOf(part * most) + 4, round(part * most), 'end')}`);
  const drawn = panels.flatMap((panel, at) => {
    const from = left + at * wide;
    const xOf = (/** @type {number} */ place) => from + (wide * (place + 0.7)) / (panel.points.length + 0.4);
    const path = panel.points.map(({ value }, place) => `${place === 0 ? 'M' : 'L'}${xOf(place).toFixed(1)} ${yOf(value).toFixed(1)}`).join('');
    const colour = COLOURS[at % COLOURS.length];
    return [
      text(from + wide / 2, MARGIN.top + 12, panel.title, 'middle'),
      `<path d="${path}" fill="none" stroke="${colour}" stroke-width="2"/>`,
      ...panel.points.flatMap(({ label, value, low, high }, place) => [
        `<line x1="${xOf(place)}" x2="${xOf(place)}" y1="${yOf(low)}" y2="${yOf(high)}" stroke="${colour}" stroke-width="3" stroke-opacity="0.4"/>`,
        `<circle cx="${xOf(place)}" cy="${yOf(value)}" r="4" fill="${colour}"/>`,
        text(xOf(place), yOf(high) - 6, round(value), 'middle'),
        text(xOf(place), MARGIN.top + 38 + height, label, 'middle'),
      ]),
      text(from + wide / 2, MARGIN.top + 56 + height, panel.x, 'middle'),
    ];
  });
  return svg(`${title} (${unit})`, MARGIN.top + height + 80, [...lines, ...drawn]);
}

/** @param {string} title @param {number} height @param {readonly string[]} parts */
function svg(title, height, parts) {
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" font-family="sans-serif" font-size="12" fill="currentColor" role="img" aria-label="${escape(title)}">`,
    '<style>svg{color:#1b1b1b;background:#fff}@media(prefers-color-scheme:dark){svg{color:#eee;background:#161616}}</style>',
    `<text x="16" y="26" font-size="16">${escape(title)}</text>`,
    ...parts,
    '</svg>',
    '',
  ].join('\n');
}

/** @param {readonly string[]} names @param {string} name */
const colourOf = (names, name) => COLOURS[names.indexOf(name) % COLOURS.length];

/** @param {number} x @param {number} y @param {string} content @param {string} [anchor] */
const text = (x, y, content, anchor = 'start') => `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" text-anchor="${anchor}">${escape(content)}</text>`;

/** @param {number} value */
const round = (value) => (value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2));

/** @param {string} content */
const escape = (content) => content.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
