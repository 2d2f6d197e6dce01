/* route_refused: the rows of tests/refused/routes, one per file, as a table. */
#ifndef WATCHBILL_TESTS_UNIT_WEB_ROUTE_REFUSED_H
#define WATCHBILL_TESTS_UNIT_WEB_ROUTE_REFUSED_H

#include "web/route.h"

struct refused {
	const char *file;
	const char *says;		/* what must be among the lines */
	struct route route;		/* put in the place of R_SEAT_BOOK */
};

struct one_form {
	bool yes;
};
static const struct field of_one_fields[] = {
	{ .control = { .name = "yes" }, .kind = FIELD_BOOL },
};
static FORM(of_one, struct one_form);

/* A row that is right; a refused one changes what is wrong with it. */
#define GOOD								\
	.name = "seat-book",						\
	.program = P_SHIFTS, .method = M_POST, .surface = SURFACE_BOTH,	\
	.path = "/shifts/{shift}/book", .role = ROLE_VOLUNTEER,		\
	.csrf = CSRF_TOKEN, .rate = RATE_WRITE, .form = &form_none,	\
	.reply = &shape_none, .then = "/shifts/mine", .page = R_SHIFT,	\
	.summary = "Book"

#define REFUSED(name, says_, ...) { name, says_, { __VA_ARGS__ } },

/* The last of two initialisers counts: that is the point here. */
#pragma GCC diagnostic ignored "-Woverride-init"
#ifdef __clang__
#pragma clang diagnostic ignored "-Winitializer-overrides"
#endif
static const struct refused cases[] = {
#include "../../refused/routes/api-path.inc"
#include "../../refused/routes/browser-behind-sign-in.inc"
#include "../../refused/routes/form-without-page.inc"
#include "../../refused/routes/get-with-token.inc"
#include "../../refused/routes/get-without-view.inc"
#include "../../refused/routes/name-twice.inc"
#include "../../refused/routes/no-form.inc"
#include "../../refused/routes/no-program.inc"
#include "../../refused/routes/no-rate.inc"
#include "../../refused/routes/no-reply.inc"
#include "../../refused/routes/no-role.inc"
#include "../../refused/routes/page-elsewhere.inc"
#include "../../refused/routes/page-is-post.inc"
#include "../../refused/routes/path-twice.inc"
#include "../../refused/routes/plain-with-role.inc"
#include "../../refused/routes/post-safe.inc"
#include "../../refused/routes/success-is-error.inc"
#include "../../refused/routes/then-nowhere.inc"
#include "../../refused/routes/then-unknown-parameter.inc"
#include "../../refused/routes/token-for-anybody.inc"
#include "../../refused/routes/trailing-slash.inc"
};

#endif
