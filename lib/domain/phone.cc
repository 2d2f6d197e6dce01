/*
 * phone: libphonenumber behind three C functions, the only C++ here.  No
 * exception leaves this file: what it throws becomes E_FAULT or the number as
 * it was given.
 */
#include <cstdarg>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>

#include <phonenumbers/logger.h>
#include <phonenumbers/phonenumberutil.h>
#include <phonenumbers/shortnumberinfo.h>

#include "domain/phone.h"

extern "C" {
#include "base/arena.h"
}

#include "base/banned.h"

using i18n::phonenumbers::NullLogger;
using i18n::phonenumbers::PhoneNumber;
using i18n::phonenumbers::PhoneNumberUtil;
using i18n::phonenumbers::ShortNumberInfo;

namespace {

constexpr std::size_t TYPED_MOST = 64;	/* bytes anybody types for a number */
constexpr std::size_t DIGITS_LEAST = 7;	/* E.164, country code included */
constexpr std::size_t DIGITS_MOST = 15;

/* The library's default logger prints to stdout. */
PhoneNumberUtil *
phone_library()
{
	static PhoneNumberUtil *const library = [] {
		PhoneNumberUtil *u = PhoneNumberUtil::GetInstance();

		u->SetLogger(new NullLogger);
		return u;
	}();

	return library;
}

/* The library reads letters as a keypad would: FLOWERS for 3569377. */
bool
phone_has_letters(const std::string &s)
{
	for (unsigned char c : s) {
		if ((c | 0x20) >= 'a' && (c | 0x20) <= 'z')
			return true;
	}
	return false;
}

bool
phone_is_dear(const PhoneNumber &number)
{
	switch (phone_library()->GetNumberType(number)) {
	case PhoneNumberUtil::PREMIUM_RATE:
	case PhoneNumberUtil::SHARED_COST:
		return true;
	default:
		return false;
	}
}

/*
 * South Africa's numbers may have five digits, and 10111 is its police.  Only
 * what is as short as that is worth the library's second table.
 */
bool
phone_is_short_code(const PhoneNumber &number)
{
	return number.national_number() < 1000000 &&
	    ShortNumberInfo().IsValidShortNumber(number);
}

/* LOCAL_ONLY ("253 0000" in the US) has no E.164 form that rings anybody. */
bool
phone_is_usable(const PhoneNumber &number)
{
	return !number.has_extension() &&
	    phone_library()->IsPossibleNumberWithReason(number) ==
	    PhoneNumberUtil::IS_POSSIBLE && !phone_is_dear(number) &&
	    !phone_is_short_code(number);
}

bool
phone_read(const std::string &typed, const char *country, std::string *ret)
{
	PhoneNumber number;
	std::string e164;

	if (phone_has_letters(typed) ||
	    phone_library()->Parse(typed, country ? country : "ZZ", &number) !=
	    PhoneNumberUtil::NO_PARSING_ERROR || !phone_is_usable(number))
		return false;
	phone_library()->Format(number, PhoneNumberUtil::E164, &e164);
	if (e164.size() < 1 + DIGITS_LEAST || e164.size() > 1 + DIGITS_MOST)
		return false;
	*ret = e164;
	return true;
}

/* +1 serves many countries, each of which writes the others' numbers alike. */
std::string
phone_written(const std::string &e164, const char *country)
{
	PhoneNumberUtil *u = phone_library();
	PhoneNumber number;
	std::string s;
	bool home;

	if (u->Parse(e164, "ZZ", &number) != PhoneNumberUtil::NO_PARSING_ERROR)
		return e164;
	home = country && u->GetCountryCodeForRegion(country) ==
	    number.country_code();
	u->Format(number, home ? PhoneNumberUtil::NATIONAL :
	    PhoneNumberUtil::INTERNATIONAL, &s);
	return s;
}

}

enum status
phone_parse(struct str s, const char *country, struct arena *a,
    const char **ret)
{
	if (s.n == 0 || s.n > TYPED_MOST)
		return E_INVALID;
	try {
		std::string e164;

		if (!phone_read(std::string(s.p, s.n), country, &e164))
			return E_INVALID;
		*ret = arena_dup(a, e164.data(), e164.size());
		return OK;
	} catch (...) {
		return E_FAULT;
	}
}

const char *
phone_display(const char *e164, const char *country, struct arena *a)
{
	try {
		std::string s = phone_written(e164, country);

		return arena_dup(a, s.data(), s.size());
	} catch (...) {
		return arena_dup(a, e164, std::strlen(e164));
	}
}

const char *
phone_tail(const char *e164, struct arena *a)
{
	std::size_t n = std::strlen(e164), keep = n < 2 ? n : 2;

	return arena_dup(a, e164 + n - keep, keep);
}
