/* forms_people: what comes in about people. */
#ifndef WATCHBILL_WEB_FORMS_PEOPLE_H
#define WATCHBILL_WEB_FORMS_PEOPLE_H

#include "web/form.h"

struct people_form {
	const char *q;
	const char *role;
	struct field_cursor after;
};
struct person_add_form {
	const char *name, *phone, *role;
};
struct role_form {
	const char *role;
	int64_t version;
};
struct person_state_form {
	const char *state;
	int64_t version;
};

extern const struct form form_people, form_person_add, form_role,
    form_person_state;

#endif
