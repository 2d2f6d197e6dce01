/* origin: see origin.h. */
#include "domain/origin.h"

#include <arpa/inet.h>
#include <netinet/in.h>

#include <string.h>

#include "base/arena.h"

#include "base/banned.h"

#define NETWORK_BYTES 8

struct str
origin_of(const char *address, struct arena *a)
{
	struct in6_addr v6;

	if (address == NULL || inet_pton(AF_INET6, address, &v6) != 1)
		return str_of(address);
	if (IN6_IS_ADDR_V4MAPPED(&v6))
		return str_of(strrchr(address, ':') + 1);
	return (struct str){ arena_dup(a, (const char *)&v6, NETWORK_BYTES),
	    NETWORK_BYTES };
}
