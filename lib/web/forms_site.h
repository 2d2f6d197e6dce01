/* forms_site: what comes in to sign in, to apply, to choose a language. */
#ifndef WATCHBILL_WEB_FORMS_SITE_H
#define WATCHBILL_WEB_FORMS_SITE_H

#include "web/form.h"

struct login_code_form {
	const char *phone;
};
struct login_verify_form {
	const char *challenge;		/* the API's; pages have a cookie */
	const char *code;
};
struct apply_form {
	const char *name, *phone;
};
struct language_form {
	const char *language;
};

extern const struct form form_login_code, form_login_verify, form_apply,
    form_language;

#endif
