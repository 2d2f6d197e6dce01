/* forms_callbacks: what visitors and the desk send in about callbacks. */
#ifndef WATCHBILL_WEB_FORMS_CALLBACKS_H
#define WATCHBILL_WEB_FORMS_CALLBACKS_H

#include "web/form.h"

struct callback_form {
	const char *phone, *name, *message;
	const char *when, *topic;
	bool voicemail, say_who, consent;
	const char *website;		/* honeypot: people leave it empty */
};
struct callbacks_form {
	const char *which;
	struct field_cursor after;
};
struct callback_note_form {
	const char *act;		/* completed missed failed back note */
	const char *note;
};

extern const struct form form_callback, form_callbacks, form_callback_note;

#endif
