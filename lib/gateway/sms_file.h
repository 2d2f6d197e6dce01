/*
 * sms_file: SMS as lines of DIR/outbox/sms.jsonl, one JSON object each: to,
 * body, kind, at, trace_id.  For development and tests; production refuses it.
 */
#ifndef WATCHBILL_GATEWAY_SMS_FILE_H
#define WATCHBILL_GATEWAY_SMS_FILE_H

#include "gateway/gateway.h"

/*
 * sms_file_open(config, a, ret): makes DIR/outbox (0700) if it is not there.
 *
 * Gives    a gateway that fails on request: by [sms] fail, or, while it runs,
 *          by the word in DIR/outbox/sms.fail: temporary, permanent, unknown
 *          (that one is written all the same, as a time-out after the send).
 * Fails    E_FAULT: the directory cannot be made or written to.
 */
MUST_USE enum status sms_file_open(const struct config *config,
    struct arena *a, const struct gateway **ret);

#endif
