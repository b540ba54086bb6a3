#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace binnacle::codec {

// Kubernetes resource quantities, contract 01 §1.8: "250m", "1500000n", "2" -> millicores (rounded
// up, as Kubernetes does); "91Mi", "1.5G", "128974848", "123m" -> bytes. nullopt when it is not
// one.
std::optional<std::int64_t> cpuMillicores(std::string_view text);
std::optional<std::int64_t> memoryBytes(std::string_view text);

// The exact decimal value of any quantity ("1e3", "100m", "2Ki") as a double.
std::optional<double> quantityValue(std::string_view text);

} // namespace binnacle::codec
