/* phone: numbers, through libphonenumber; the one C++ file behind it. */
#ifndef WATCHBILL_DOMAIN_PHONE_H
#define WATCHBILL_DOMAIN_PHONE_H

#include "base/status.h"
#include "base/str.h"

#ifdef __cplusplus
extern "C" {
#endif

struct arena;

/*
 * phone_parse(s, country, a, ret): the E.164 form ("+27825550147").
 *
 * Takes    s as people type it; country ISO 3166 alpha-2 for national forms.
 * Gives    possible numbers (FACTS "Phones"), not premium or shared-cost ones,
 *          no short codes, no letters, no extensions; 7 to 15 digits in all.
 * Fails    E_INVALID; E_FAULT if the library throws.
 * Owns     the text lives in a.
 * Source   ITU-T E.164 6.2; ACCEPTANCE IN-04, DP-04.
 */
MUST_USE enum status phone_parse(struct str s, const char *country,
    struct arena *a, const char **ret);
/* As people of that country write it: "082 555 0147", else international. */
const char *phone_display(const char *e164, const char *country,
    struct arena *a);
/* The last two digits, for "the number ending in 47". */
const char *phone_tail(const char *e164, struct arena *a);

#ifdef __cplusplus
}
#endif

#endif
