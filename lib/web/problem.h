/*
 * problem: an error as application/problem+json (RFC 9457), the one form that
 * every error of the API has, nginx's own included.
 */
#ifndef WATCHBILL_WEB_PROBLEM_H
#define WATCHBILL_WEB_PROBLEM_H

#include "web/request.h"

extern const struct shape shape_problem;

/*
 * problem_build(r, s): type title status detail instance error message code
 * trace_id time success errors[] {field, code, message}; code is the first
 * refusal's reason, or the status's slug.
 * Source   ACCEPTANCE "Errors", HT-11.
 */
struct node *problem_build(struct req *r, enum status s);

/* The sentence for the whole: the first refusal's, or the status's own. */
const char *problem_detail(const struct req *r, enum status s);

#endif
