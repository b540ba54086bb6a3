#pragma once

#include "core/notify/channel_repository.h"
#include "core/notify/transfer.h"

#include <stop_token>

namespace binnacle::notify {

// Trying a channel, stored or not, enabled or not.

// A synthetic message of severity info, really sent. Blocks up to the timeouts of `settings`.
ChannelTest sendTest(const OpenChannel &channel, const TransportSettings &settings, Timestamp now,
    const std::stop_token &stop = {});

// What `message` would look like there.
MessagePreview previewMessage(const OpenChannel &channel, const Message &message, Timestamp now);

// One of each kind to look at while a template is edited.
Message sampleMessage(std::string_view source, MessageStatus status, Timestamp now);

} // namespace binnacle::notify
