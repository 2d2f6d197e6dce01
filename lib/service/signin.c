/*
 * signin: asking for a code and giving it back (PRODUCT rule 8).  The number,
 * known or not, takes the same steps: what differs is one column that only
 * the database sees.  Everything that costs time is done before tx_begin.
 */
#include "service/signin.h"

#include <string.h>

#include "base/log.h"
#include "base/random.h"
#include "base/str.h"
#include "domain/origin.h"
#include "domain/otp.h"
#include "domain/phone.h"
#include "service/messaging.h"
#include "store/challenges.h"
#include "store/people.h"
#include "store/tx.h"

#include "base/banned.h"

#define QUIET_S 3600		/* after that the throttle starts over */
#define WINDOW_S 3600		/* of [limits] codes_per_number */

/* A code that is about to be asked for. */
struct asking {
	const char *e164;
	char token[TOKEN_TEXT];
	char code[OTP_TEXT];
	struct challenge_new row;
};

/* The MAC binds a code to its challenge: a stolen table opens neither. */
static void
signin_mac(const struct act *act, const uint8_t token[DIGEST_BYTES],
    const char *code, uint8_t ret[DIGEST_BYTES])
{
	const struct digest_part part[] = {
		{ token, DIGEST_BYTES },
		{ code, OTP_DIGITS },
	};

	seal_mac(db_keys(act->db), "code", part, 2, ret);
}

static void
signin_draw(const struct act *act, struct asking *k)
{
	uint8_t random[TOKEN_BYTES];

	random_bytes(random, sizeof(random));
	token_format(random, k->token);
	token_hash(str_of(k->token), k->row.token_hash);
	otp_format(random_below(1000000), k->code);
	signin_mac(act, k->row.token_hash, k->code, k->row.code_mac);
	people_phone_index(act->db, k->e164, k->row.asker.phone_index);
	seal_index(db_keys(act->db), "challenge.origin",
	    origin_of(act->address, act->arena), k->row.asker.origin_index);
	k->row.created_at = act->now;
	k->row.expires_at = act->now + act->config->login.code_s;
	explicit_bzero(random, sizeof(random));
}

static enum status
signin_too_soon(struct act *act, int64_t wait_s)
{
	act->retry_after_s = wait_s;
	return act_refuse_with(act, E_LIMITED, "code-too-soon", "phone",
	    "seconds", str_printf(act->arena, "%lld", (long long)wait_s),
	    NULL);
}

/*
 * A number gets so many codes an hour, whoever asks; those that somebody came
 * in with do not count, for that was the owner.
 */
static enum status
signin_ceiling(struct act *act, struct tx *tx, struct asking *k)
{
	int64_t most = act->config->limits.codes_per_number, free_at;
	struct challenge_unused hour;
	enum status s;

	s = challenges_unused(tx_db(tx), k->row.asker.phone_index,
	    act->now - WINDOW_S, &hour);
	if (s != OK)
		return s;
	free_at = hour.oldest_at + WINDOW_S;
	if (hour.n >= most)
		return signin_too_soon(act, free_at - act->now);
	if (hour.n == most - 1 && k->row.resend_at < free_at)
		k->row.resend_at = free_at;
	return OK;
}

/* One live challenge per asker: the one before is void (OT-01, OT-03). */
static enum status
signin_chain(struct act *act, struct tx *tx, struct asking *k)
{
	struct challenge_live live;
	enum status s;

	k->row.sends = 1;
	s = challenges_live(tx_db(tx), &k->row.asker, &live);
	if (s == OK) {
		if (act->now < live.resend_at)
			return signin_too_soon(act, live.resend_at - act->now);
		if (act->now < live.resend_at + QUIET_S)
			k->row.sends = live.sends + 1;
		s = challenges_void(tx, live.id, act->now);
		if (s == OK)
			s = messaging_code_ended(act, tx, live.id);
	}
	k->row.resend_at = act->now + otp_resend_after_s(k->row.sends);
	return s == E_NOTFOUND ? OK : s;
}

/* Who may come in with that number: nobody is person 0. */
static enum status
signin_whose(struct act *act, struct tx *tx, struct asking *k)
{
	struct person p;
	enum status s;

	k->row.person = 0;
	s = people_find_phone(tx_db(tx), k->e164, act->arena, &p);
	if (s == OK && p.state == PERSON_ACTIVE)
		k->row.person = p.id;
	return s == E_NOTFOUND ? OK : s;
}

static enum status
signin_audit_code(struct act *act, struct tx *tx, const struct asking *k,
    int64_t challenge)
{
	struct node *detail = model_new(act->arena);

	model_int(detail, "sends", k->row.sends);
	return act_audit(act, tx, &(struct audited){
	    .event = "signin.code",
	    .kind = "challenge",
	    .id = challenge,
	    .detail = detail,
	});
}

static enum status
signin_ask(struct act *act, struct tx *tx, struct asking *k)
{
	int64_t challenge;
	enum status s;

	s = signin_chain(act, tx, k);
	if (s == OK)
		s = signin_ceiling(act, tx, k);
	if (s == OK)
		s = signin_whose(act, tx, k);
	if (s == OK)
		s = challenges_insert(tx, &k->row, &challenge);
	if (s == OK)
		s = messaging_code(act, tx, &(struct code_notice){
		    .challenge = challenge,
		    .person = k->row.person,
		    .to = k->e164,
		    .code = k->code,
		    .expires_at = k->row.expires_at,
		    .decoy = k->row.person == 0,
		});
	if (s == OK)
		s = signin_audit_code(act, tx, k, challenge);
	return s;
}

static void
signin_asked(const struct act *act, const struct asking *k,
    struct signin_code *ret)
{
	memcpy(ret->challenge, k->token, sizeof(ret->challenge));
	ret->expires_in_s = k->row.expires_at - act->now;
	ret->resend_after_s = k->row.resend_at - act->now;
	ret->tail = phone_tail(k->e164, act->arena);
}

enum status
signin_code(struct act *act, struct str phone, struct signin_code *ret)
{
	struct asking k = { 0 };
	struct tx *tx;
	enum status s;

	s = phone_parse(phone, act->config->site.country, act->arena, &k.e164);
	if (s != OK)
		return s == E_INVALID ?
		    act_refuse(act, s, "phone-invalid", "phone") : s;
	signin_draw(act, &k);
	s = tx_begin(act->db, &tx);
	if (s == OK)
		s = tx_end(tx, signin_ask(act, tx, &k));
	if (s == OK) {
		signin_asked(act, &k, ret);
		messaging_poke(act);
	}
	explicit_bzero(&k, sizeof(k));
	return s;
}

/* Why somebody is refused is for the operator, never in the answer. */
static enum status
signin_audit_refused(struct act *act, struct tx *tx, const char *why,
    int64_t challenge)
{
	struct node *detail = model_new(act->arena);

	model_text(detail, "why", why);
	LOG(LOG_WARN, "signin.refused", LOG_TEXT("why", why),
	    LOG_INT("challenge", challenge), LOG_TEXT("address", act->address));
	return act_audit(act, tx, &(struct audited){
	    .event = "signin.refused",
	    .kind = "challenge",
	    .id = challenge,
	    .detail = detail,
	});
}

/* Counts the try.  A token that opens nothing leaves no row: it is free. */
static enum status
signin_miss(struct act *act, struct tx *tx, const struct challenge_try *try)
{
	int64_t challenge;
	enum status s;

	s = challenges_miss(tx, try, &challenge);
	if (s == OK)
		return signin_audit_refused(act, tx, "code", challenge);
	return s == E_NOTFOUND ? OK : s;
}

/* The code was right; the person may have been suspended since it was sent. */
static enum status
signin_admit(struct act *act, struct tx *tx, const struct challenge_used *used,
    enum session_surface surface, struct signin *ret)
{
	struct person p;
	enum status s;

	s = messaging_code_ended(act, tx, used->id);
	if (s == OK)
		s = people_get(tx_db(tx), used->person, act->arena, &p);
	if (s != OK)
		return s;
	if (p.state != PERSON_ACTIVE)
		return signin_audit_refused(act, tx, "person", used->id);
	return signin_start(act, tx, &(struct signin_start){
	    .person = p.id,
	    .role = p.role,
	    .name = p.name,
	    .surface = surface,
	    .factors = "sms",
	}, ret);
}

/* OK with ret->session 0: refused, and what was written is to be kept. */
static enum status
signin_decide(struct act *act, const struct challenge_try *try,
    enum session_surface surface, struct signin *ret)
{
	struct challenge_used used;
	struct tx *tx;
	enum status s;

	s = tx_begin(act->db, &tx);
	if (s != OK)
		return s;
	s = challenges_use(tx, try, &used);
	if (s == OK)
		s = signin_admit(act, tx, &used, surface, ret);
	else if (s == E_NOTFOUND)
		s = signin_miss(act, tx, try);
	return tx_end(tx, s);
}

enum status
signin_verify(struct act *act, const struct signin_try *in,
    struct signin *ret)
{
	struct challenge_try try = { .now = act->now };
	const struct actor before = act->actor;
	struct signin new;
	char code[OTP_TEXT];
	enum status s;

	if (!otp_read(in->code, code))
		return act_refuse(act, E_INVALID, "code-shape", "code");
	if (!token_is_wellformed(in->challenge))
		return act_refuse(act, E_ANONYMOUS, "code-wrong", "code");
	token_hash(in->challenge, try.token_hash);
	signin_mac(act, try.token_hash, code, try.code_mac);
	explicit_bzero(code, sizeof(code));
	signin_token(&new);
	s = signin_decide(act, &try, in->surface, &new);
	if (s == OK && new.session == 0)
		s = act_refuse(act, E_ANONYMOUS, "code-wrong", "code");
	if (s == OK)
		*ret = new;
	else
		act->actor = before;
	explicit_bzero(&new, sizeof(new));
	return s;
}
