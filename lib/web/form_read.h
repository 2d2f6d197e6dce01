/*
 * form_read: from what a browser or a program sent to the struct of a form.
 */
#ifndef WATCHBILL_WEB_FORM_READ_H
#define WATCHBILL_WEB_FORM_READ_H

#include "base/status.h"
#include "base/str.h"
#include "web/form.h"

struct act;

struct pair {
	struct str name, value;	/* decoded */
};
struct pairs {
	const struct pair *v;
	size_t n;
};

/*
 * form_decode(s, max, a, ret): application/x-www-form-urlencoded, strictly:
 * bad percent signs, NUL, invalid UTF-8, a pair without a name, more than max
 * pairs: E_MALFORMED.  Owns: memory from a.
 */
#define FORM_QUERY_PAIRS 64	/* HT-10 */
#define FORM_BODY_PAIRS 512	/* of a body of 16 KB */
MUST_USE enum status form_decode(struct str s, size_t max, struct arena *a,
    struct pairs *ret);

/*
 * form_read_pairs / form_read_query / form_read_json (f, source, act, ret):
 * fills a struct of f->size bytes in act->arena.  Pairs are a page's, or with
 * a face of their own; JSON is the API's, and no body at all is {}.
 *
 * Fails    E_INVALID: the refusals are in act, each with its field and one of
 *          field-missing field-unknown field-repeated field-type field-short
 *          field-long field-range field-word field-text field-date
 *          cursor-invalid.
 *          E_MALFORMED "json-malformed": the JSON is none.
 */
struct form_query {
	struct pairs pairs;
	enum field_face face;
};
MUST_USE enum status form_read_query(const struct form *f,
    const struct form_query *in, struct act *act, const void **ret);
MUST_USE enum status form_read_pairs(const struct form *f,
    const struct pairs *p, struct act *act, const void **ret);
MUST_USE enum status form_read_json(const struct form *f, struct str body,
    struct act *act, const void **ret);

#endif
