/* gateway: the table of providers. */
#include "gateway/gateway.h"

#include <stdio.h>
#include <string.h>

#include "base/log.h"
#include "gateway/sms_file.h"

#include "base/banned.h"

struct provider {
	const char *channel, *name;
	enum status (*open)(const struct config *config, struct arena *a,
	    const struct gateway **ret);
};

static const struct provider providers[] = {
	{ "sms", "file", sms_file_open },
};

static const char *
gateway_configured(const struct config *config, const char *channel)
{
	return strcmp(channel, "sms") == 0 ? config->sms.provider : "";
}

enum status
gateway_open(const struct config *config, const char *channel,
    struct arena *a, const struct gateway **ret)
{
	const char *name = gateway_configured(config, channel);
	size_t i;

	for (i = 0; i < sizeof(providers) / sizeof(providers[0]); i++)
		if (strcmp(providers[i].channel, channel) == 0 &&
		    strcmp(providers[i].name, name) == 0)
			return providers[i].open(config, a, ret);
	LOG(LOG_ERROR, "provider-unknown", LOG_TEXT("channel", channel),
	    LOG_TEXT("provider", name));
	fprintf(stderr, "watchbill: [%s] provider: there is none named "
	    "\"%s\"\n", channel, name);
	return E_FAULT;
}

void
gateway_say(struct gateway_result *ret, enum outcome o, const char *error)
{
	struct buf b;

	*ret = (struct gateway_result){ .outcome = o };
	buf_fixed(&b, ret->error, sizeof(ret->error));
	buf_cstr(&b, error != NULL ? error : "");
}
