/* forms_site: the fields about signing in, applying and the language. */
#include "web/forms_site.h"

#include "view/language.h"
#include "web/forms_rows.h"

#include "base/banned.h"

static const struct field login_code_fields[] = {
	PHONE(login_code, N_("Your mobile number"),
	    N_("We send it a code of six digits. For example 082 555 0147, "
	    "or +44 and so on from abroad.")),
};
FORM(login_code, struct login_code_form);

static const struct field login_verify_fields[] = {
	{
		.control = { .name = "challenge", .min = 32, .max = 32,
		    .secret = true },
		.kind = FIELD_TOKEN, .face = FACE_API,
		AT(login_verify, challenge),
	}, {
		.control = { .name = "code", .label = N_("Six digits"),
		    .widget = WIDGET_CODE, .required = true, .min = 6,
		    .max = 12, .autocomplete = "one-time-code",
		    .secret = true },
		.kind = FIELD_LINE, AT(login_verify, code),
	},
};
FORM(login_verify, struct login_verify_form);

static const struct field apply_fields[] = {
	{
		.control = { .name = "name", .label = N_("Your name"),
		    .hint = N_("As the others on a shift will read it."),
		    .widget = WIDGET_TEXT, .required = true, .min = 2,
		    .max = 80, .autocomplete = "name" },
		.kind = FIELD_LINE, AT(apply, name),
	},
	PHONE(apply, N_("Your mobile number"),
	    N_("You sign in with it. Only coordinators see it.")),
};
FORM(apply, struct apply_form);

static const struct field language_fields[] = {
	{
		.control = { .name = "language", .label = N_("Language"),
		    .widget = WIDGET_NONE, .required = true, .min = 2,
		    .max = 8 },
		.kind = FIELD_LINE, AT(language, language),
	},
};
FORM(language, struct language_form);
