#pragma once

#include "core/base/result.h"
#include "core/domain/notification.h"
#include "core/notify/network_address.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace binnacle::notify {

// Where a channel sends: which addresses it must not reach, whatever its URL looks like or its
// name resolves to. One host at a time may be allowed, by its name or address and with or without
// ":port", never a range; link-local addresses and metadata services never.
struct AllowedHosts
{
    std::vector<std::string> hosts;

    bool contains(const std::string &host, std::uint16_t port) const;
};

// A URL taken apart as libcurl will, so that the two cannot disagree.
struct Target
{
    bool isTls = false;
    std::string host; // lower case, without brackets and without a dot at the end
    std::uint16_t port = 0;
};

// Errors: InvalidArgument, as a sentence that goes on behind the field's name: "has to begin with
// https://". The host may still be one that must not be reached.
Result<Target> parseTarget(std::string_view url);

// What has to be refused when it is saved: a URL that pretends to be a provider's or is not sent
// over TLS where the provider demands it.
Status checkProvider(ChannelType type, const Target &target, const AllowedHosts &allowed);

// Whether `host` may be reached as far as can be said before its name is resolved.
Status checkHost(const Target &target, const AllowedHosts &allowed);

// Whether an address that `host` resolved to may be connected to.
Status checkPeer(const NetworkAddress &peer, const Target &target, const AllowedHosts &allowed);

// "[A-Za-z0-9.-]+" or an address; for entries of AllowedHosts and hosts of mail servers. `text`
// may have ":port". Errors: as parseTarget().
Status checkHostName(std::string_view text);

} // namespace binnacle::notify
