#include "core/ingest/cleaning.h"

#include "core/codec/event_reader.h"
#include "core/ingest/owner_index.h"
#include "core/ingest/spam_filter.h"

#include <openssl/evp.h>

#include <algorithm>
#include <array>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>

namespace binnacle::ingest {

namespace {

constexpr std::size_t kLongestMessage = 32U << 10;
constexpr std::string_view kCutMark = " … [cut by Binnacle]";
constexpr std::size_t kLongestName = 1'024; // Kubernetes allows 253; the rest is hostile
constexpr Duration kPlausibleSkew = std::chrono::hours(24);
constexpr Duration kAbsurdLead = std::chrono::hours(24 * 366);

// The longest prefix of at most `limit` bytes that does not end inside a character.
std::string_view prefixOf(std::string_view text, std::size_t limit)
{
    if (text.size() <= limit)
        return text;
    const auto continues
        = [&](std::size_t at) { return (static_cast<unsigned char>(text[at]) & 0xc0) == 0x80; };
    while (limit > 0 && continues(limit))
        --limit;
    return text.substr(0, limit);
}

void cutMessage(std::string &message)
{
    if (message.size() <= kLongestMessage)
        return;
    message.resize(prefixOf(message, kLongestMessage - kCutMark.size()).size());
    message += kCutMark;
}

void cutNames(ClusterEvent &event)
{
    for (std::string *name : {&event.name, &event.ns, &event.reason, &event.component, &event.host,
             &event.involved.kind, &event.involved.ns, &event.involved.name, &event.involvedUid})
        name->resize(prefixOf(*name, kLongestName).size());
}

// 128 bits of SHA-256 over the texts, each with its length so that no two lists collide.
std::string digestOf(std::initializer_list<std::string_view> texts)
{
    std::string joined;
    for (const std::string_view text : texts)
        joined.append(std::to_string(text.size())).append(1, ':').append(text);
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned int length = 0;
    EVP_Digest(joined.data(), joined.size(), digest.data(), &length, EVP_sha256(), nullptr);
    constexpr std::string_view kHex = "0123456789abcdef";
    std::string hex;
    for (const unsigned char byte : std::span(digest).first(16)) {
        hex += kHex[byte >> 4];
        hex += kHex[byte & 0x0f];
    }
    return hex;
}

void settleUid(ClusterEvent &event)
{
    constexpr std::size_t kLongestUid = 128;
    if (event.uid.size() > kLongestUid) {
        event.uid = "long:" + digestOf({event.uid});
    } else if (event.uid.empty()) {
        event.uid = codec::eventContentKey(event);
    }
}

// A time years ahead is no time: it would head every list and never be old enough to go. A day is
// not enough to say so, for it may be this machine's clock that is wrong.
void settleTimes(ClusterEvent &event, Timestamp now)
{
    for (Timestamp *time : {&event.first, &event.last}) {
        if (*time > now + kAbsurdLead)
            *time = {};
    }
    if (!isKnown(event.last))
        event.last = isKnown(event.first) ? event.first : now;
    if (!isKnown(event.first))
        event.first = event.last;
    if (event.last < event.first)
        std::swap(event.first, event.last);
}

// All that needs no neighbours; the marks of the spam filter do.
void settle(ClusterEvent &event, Timestamp now)
{
    settleUid(event);
    settleTimes(event, now);
    event.count = std::max<std::int64_t>(event.count, 1);
    if (event.reason.empty())
        event.reason = "Unknown";
    cutMessage(event.message);
    cutNames(event);
}

void deriveHost(ClusterEvent &event, const OwnerIndex &owners)
{
    if (event.involved.kind == "Node")
        event.host = event.involved.name;
    else if (event.involved.kind == "Pod" && event.host.empty())
        event.host = owners.nodeOf(event.involved.ns, event.involved.name, event.last);
}

} // namespace

void clean(ClusterSnapshot &snapshot, const ClusterId &cluster, Timestamp now)
{
    snapshot.cluster = cluster;
    snapshot.receivedAt = now;
    if (!isKnown(snapshot.fetchedAt) || snapshot.fetchedAt < now - kPlausibleSkew
        || snapshot.fetchedAt > now + kPlausibleSkew)
        snapshot.fetchedAt = now;
    const OwnerIndex owners(snapshot);
    for (ClusterEvent &event : snapshot.events) {
        event.cluster = cluster;
        settle(event, now);
        deriveHost(event, owners);
        event.owners = owners.ownersOf(event.involved);
    }
    markSuspectedLoss(snapshot.events);
    snapshot.summary = summarise(snapshot);
}

void cleanEvents(std::span<ClusterEvent> events, Timestamp now)
{
    for (ClusterEvent &event : events) {
        settle(event, now);
        if (event.involved.kind == "Node")
            event.host = event.involved.name;
    }
    markSuspectedLoss(events);
}

} // namespace binnacle::ingest
