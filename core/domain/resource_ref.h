#pragma once

#include <string>

namespace binnacle {

// Names one Kubernetes object within a cluster. `ns` is empty for cluster-wide objects.
struct ResourceRef
{
    std::string kind; // as Kubernetes spells it: "Pod", "Node", "Deployment"
    std::string ns;
    std::string name;

    bool isEmpty() const { return kind.empty() && name.empty(); }
    friend bool operator==(const ResourceRef &, const ResourceRef &) = default;
    friend auto operator<=>(const ResourceRef &, const ResourceRef &) = default;
};

} // namespace binnacle
