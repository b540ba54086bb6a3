#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace binnacle::kube {

// RFC 4648 base64 as the API server and kubeconfig files write it; line ends are skipped. nullopt
// for anything else.
std::optional<std::string> decodeBase64(std::string_view text);

} // namespace binnacle::kube
