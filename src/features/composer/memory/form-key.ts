/** Where the form is written down in localStorage. */
export const FORM_KEY = 'kinora-form';
