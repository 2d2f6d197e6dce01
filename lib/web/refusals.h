/*
 * refusals: the sentence of every reason and of every status, in one table.
 * A test holds every reason that is used anywhere against it.
 */
#ifndef WATCHBILL_WEB_REFUSALS_H
#define WATCHBILL_WEB_REFUSALS_H

#include "web/request.h"

/*
 * refusals_text(r, x): what a person reads, in the request's language, with
 * the refusal's values and the field's label in it.
 */
const char *refusals_text(const struct req *r, const struct refusal *x);
/* The same for a status without a reason. */
const char *refusals_status_text(const struct req *r, enum status s);
/* The title of an error page. */
const char *refusals_title(const struct req *r, enum status s);

/* The untranslated sentence of a reason, NULL: it has none. */
const char *refusals_find(const char *reason);

#endif
