#pragma once

#include "core/base/result.h"
#include "core/domain/command.h"

#include <optional>
#include <string>
#include <string_view>

namespace binnacle::codec {

// The small messages of contract 01.

// §1.5: {"hasCommand":true,"has_command":true,"command":{…}} or both false.
std::string encodeCommandPoll(const std::optional<Command> &command);

// §1.7, both spellings; execTime above 10^7 is nanoseconds, else milliseconds.
// Errors: MalformedBody, InvalidArgument ("commandId: missing").
Result<CommandResult> decodeCommandResult(const std::string &json);

// {"error":"…","code":"BN-…"}
std::string encodeError(const Error &error);

} // namespace binnacle::codec
