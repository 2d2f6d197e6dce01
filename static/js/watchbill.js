/*
 * What is nicer with a script; every page works without it.  The server
 * refuses whatever this forgets.
 */
'use strict';

/* What is wrong is read out first. */
document.querySelector('.errors')?.focus();

/* A code that is complete needs no second tap. */
const code = document.querySelector('input.code');
code?.addEventListener('input', () => {
	if (/^[0-9]{6}$/.test(code.value)) {
		code.form.requestSubmit();
	}
});

/* One press is one request, however often the thumb comes down. */
document.addEventListener('submit', (event) => {
	const form = event.target;
	if (form.dataset.sent) {
		event.preventDefault();
		return;
	}
	form.dataset.sent = 'yes';
	window.addEventListener('pageshow', () => delete form.dataset.sent);
});

/* Only a script can print. */
const print = document.querySelector('[data-print]');
if (print) {
	print.hidden = false;
	print.addEventListener('click', () => window.print());
}
