#pragma once

#include "core/base/result.h"
#include "core/domain/notification.h"
#include "core/notify/channel_config.h"

#include <cstdint>
#include <string>
#include <vector>

namespace binnacle::store {
class Connection;
struct WriteContext;
} // namespace binnacle::store

namespace binnacle::notify {

class SecretSeal;

// Table notify_channels. Blocking, on the thread the connection belongs to.

// A channel with what is needed to send: for this module, never to be shown.
struct OpenChannel
{
    Channel channel; // masked
    ChannelConfig config;
    std::vector<std::string> secrets; // see secretsIn()
};

// By name. What cannot be unsealed or used is among `problems`, not an error.
Result<std::vector<OpenChannel>> readOpenChannels(
    store::Connection &connection, const SecretSeal &seal);
// As people may see them.
Result<std::vector<Channel>> readChannels(store::Connection &connection, const SecretSeal &seal);
// While nobody has the key: what is needed to address messages. Whether a channel can be used is
// not known then; they count as effective when they are on.
Result<std::vector<Channel>> readSealedChannels(store::Connection &connection);

// A channel as edited, with the stored secrets where it has masks, whether it is stored or not: for
// tests and previews. Errors: InvalidArgument, naming the key.
Result<OpenChannel> openEdited(
    store::Connection &connection, const SecretSeal &seal, const Channel &edited);

// Its row; id 0 makes a new one. Masked secrets stay what they are. Incomplete ones are stored and
// not effective. Errors: InvalidArgument (names the key), Conflict (the name is taken, or somebody
// changed it since `updatedAt`), NotFound.
Result<std::int64_t> saveChannel(
    store::WriteContext &context, const SecretSeal &seal, const Channel &channel, Timestamp now);
// What waits for it is dead. Errors: NotFound.
Status removeChannel(store::WriteContext &context, std::int64_t channel, Timestamp now);
Status saveChannelTest(
    store::WriteContext &context, std::int64_t channel, const ChannelTest &test, Timestamp at);

} // namespace binnacle::notify
