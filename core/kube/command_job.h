#pragma once

#include "core/domain/command.h"
#include "core/kube/api_transport.h"
#include "core/kube/resource_kinds.h"

#include <rapidjson/document.h>

#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>

namespace binnacle::kube {

// A command on its way, for the functions that carry out one action each.
struct CommandJob
{
    const Command &command;
    const rapidjson::Value &params; // an object
    const CallBudget &budget;
    ApiTransport &api;
    Timestamp now{};
};

// Text for `output`, or the reason for `error`.
using CommandAnswer = Result<std::string>;

// The kind of the target when it is one of `allowed`; the first of them when the command names
// none. InvalidArgument otherwise.
Result<const ResourceKind *> targetKind(
    const CommandJob &job, std::initializer_list<std::string_view> allowed);

// The path of the target, when its kind is one of `allowed`.
Result<std::string> targetPath(
    const CommandJob &job, std::initializer_list<std::string_view> allowed);

// GET of one object or list.
Result<std::unique_ptr<rapidjson::Document>> fetchObject(
    const CommandJob &job, const std::string &path);

} // namespace binnacle::kube
