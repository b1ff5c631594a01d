/** As German writes it: 4,5 and 10.000. */
export const number = (value: number): string => value.toLocaleString('de');

/** With one decimal. */
export const decimal = (value: number): string => value.toLocaleString('de', { minimumFractionDigits: 1, maximumFractionDigits: 1 });
