/*
 * contents: what a visitor said and what coordinators noted, sealed.  For
 * store/callbacks alone.
 */
#ifndef WATCHBILL_STORE_CONTENTS_H
#define WATCHBILL_STORE_CONTENTS_H

#include "store/callbacks.h"

struct sealed contents_close(const struct db *db,
    const uint8_t uid[UID_BYTES], const struct callback_new *in,
    struct arena *a);
/* Fills name, phone and message of ret.  E_FAULT, logged: DP-02. */
MUST_USE enum status contents_open(const struct db *db,
    const uint8_t uid[UID_BYTES], struct sealed sealed, struct arena *a,
    struct callback *ret);

/* A note, or NULL, which seals to nothing and back. */
struct sealed contents_close_note(const struct db *db,
    const uint8_t uid[UID_BYTES], const char *note, struct arena *a);
MUST_USE enum status contents_open_note(const struct db *db,
    const uint8_t uid[UID_BYTES], struct sealed sealed, struct arena *a,
    const char **ret);

#endif
