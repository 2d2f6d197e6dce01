/*
 * fixture: a small watch for the tests of view: a folder of templates that a
 * test writes, the look-ups of a site with a few routes, and data to show.
 */
#ifndef WATCHBILL_TESTS_VIEW_FIXTURE_H
#define WATCHBILL_TESTS_VIEW_FIXTURE_H

#include "../unit.h"

#include "base/arena.h"
#include "view/language.h"
#include "view/model.h"
#include "view/template.h"

#define NAMESPACES "xmlns=\"http://www.w3.org/1999/xhtml\" " \
	"xmlns:w=\"https://watchbill.org/template\""

extern const struct template_env fixture_env;
extern const struct shape shape_fixture;
/* For the tests of one test program; new for each test. */
extern struct arena *arena;
extern struct node *data, *page;

int fixture_set_up(void **state);
int fixture_tear_down(void **state);

/* Compiles what is in that folder instead of the test's own. */
void fixture_use_folder(const char *path);
/* Writes templates/NAME.html. */
void fixture_write(const char *name, const char *text);
/* The template of that name; what it complains of is in *ret_why. */
const struct template *fixture_compile(const char *name, const char **ret_why);
/* The same in a language, or as a notice. */
const struct template *fixture_compile_in(const struct template_in *in,
    const char **ret_why);
const char *fixture_render(const struct template *t);
/* What a page with that body shows: <div NAMESPACES>body</div>, without the
 * div.  It has to compile. */
const char *fixture_shows(const char *body);
const char *fixture_shows_in(const struct language *l, const char *body);
/* What the compiler says about such a body: "line: message\n"... */
const char *fixture_refuses(const char *body);

#define is_page(body, want) is_text(fixture_shows(body), (want))

#endif
