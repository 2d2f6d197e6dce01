/*
 * gate: what a request passes before its handler, in this order: session,
 * role, csrf, rate, form.  Each gate says OK or why not, and knows nothing of
 * the others.
 */
#ifndef WATCHBILL_WEB_GATE_H
#define WATCHBILL_WEB_GATE_H

#include "web/request.h"

/* Who it is.  Never refuses for lack of a session; E_FAULT, E_MALFORMED. */
MUST_USE enum status gate_session(struct req *r);
/* The other four, the first failure's status. */
MUST_USE enum status gate_pass(struct req *r);

#endif
