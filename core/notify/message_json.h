#pragma once

#include "core/base/result.h"
#include "core/domain/notification.h"

#include <string>

namespace binnacle::notify {

// A message as it waits in the outbox and as a generic webhook gets it: contract 06 §6.2 and "v":1.
std::string messageJson(const Message &message);
// Errors: Corrupt.
Result<Message> messageFromJson(const std::string &json);

// Within what can be stored and sent: long texts are cut, fields beyond 64 left out.
Message clipped(Message message);

} // namespace binnacle::notify
