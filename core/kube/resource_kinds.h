#pragma once

#include "core/base/result.h"

#include <string>
#include <string_view>

namespace binnacle::kube {

// Where the objects of a kind live in the API.
struct ResourceKind
{
    std::string_view kind;    // "Deployment"
    std::string_view version; // "apps/v1", "v1"
    std::string_view plural;  // "deployments"
    bool isNamespaced = true;
};

// The kinds of contract 01 §1.6 and a few beside them; `name` in any case, singular or plural, or
// "HPA". Null when unknown.
const ResourceKind *findKind(std::string_view name);

// Escapes everything but letters, digits and "-._~" (RFC 3986).
std::string percentEncoded(std::string_view text);

// "/api/v1/namespaces/shop/pods/api-1". What could lead to another object, a list or another
// namespace is InvalidArgument: an empty name, "..", a slash, a percent sign, a missing namespace.
Result<std::string> objectPath(
    const ResourceKind &kind, const std::string &ns, const std::string &name);

// All of a namespace; of the cluster when `ns` is empty.
Result<std::string> listPath(const ResourceKind &kind, const std::string &ns);

// "/api/v1" or "/apis/apps/v1" for "v1" and "apps/v1".
std::string versionPath(std::string_view version);

} // namespace binnacle::kube
