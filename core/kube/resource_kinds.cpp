#include "core/kube/resource_kinds.h"

#include <algorithm>
#include <array>

namespace binnacle::kube {

namespace {

constexpr std::array<ResourceKind, 33> kKinds{{
    {"Pod", "v1", "pods"},
    {"Node", "v1", "nodes", false},
    {"Service", "v1", "services"},
    {"ConfigMap", "v1", "configmaps"},
    {"Secret", "v1", "secrets"},
    {"Event", "v1", "events"},
    {"Namespace", "v1", "namespaces", false},
    {"PersistentVolume", "v1", "persistentvolumes", false},
    {"PersistentVolumeClaim", "v1", "persistentvolumeclaims"},
    {"ServiceAccount", "v1", "serviceaccounts"},
    {"ResourceQuota", "v1", "resourcequotas"},
    {"LimitRange", "v1", "limitranges"},
    {"Endpoints", "v1", "endpoints"},
    {"Deployment", "apps/v1", "deployments"},
    {"StatefulSet", "apps/v1", "statefulsets"},
    {"DaemonSet", "apps/v1", "daemonsets"},
    {"ReplicaSet", "apps/v1", "replicasets"},
    {"Job", "batch/v1", "jobs"},
    {"CronJob", "batch/v1", "cronjobs"},
    {"Ingress", "networking.k8s.io/v1", "ingresses"},
    {"NetworkPolicy", "networking.k8s.io/v1", "networkpolicies"},
    {"HorizontalPodAutoscaler", "autoscaling/v2", "horizontalpodautoscalers"},
    {"PodDisruptionBudget", "policy/v1", "poddisruptionbudgets"},
    {"EndpointSlice", "discovery.k8s.io/v1", "endpointslices"},
    {"StorageClass", "storage.k8s.io/v1", "storageclasses", false},
    {"PriorityClass", "scheduling.k8s.io/v1", "priorityclasses", false},
    {"IngressClass", "networking.k8s.io/v1", "ingressclasses", false},
    {"Role", "rbac.authorization.k8s.io/v1", "roles"},
    {"RoleBinding", "rbac.authorization.k8s.io/v1", "rolebindings"},
    {"ClusterRole", "rbac.authorization.k8s.io/v1", "clusterroles", false},
    {"ClusterRoleBinding", "rbac.authorization.k8s.io/v1", "clusterrolebindings", false},
    {"CustomResourceDefinition", "apiextensions.k8s.io/v1", "customresourcedefinitions", false},
    {"HPA", "autoscaling/v2", "horizontalpodautoscalers"},
}};

char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
}

bool sameWord(std::string_view a, std::string_view b)
{
    return std::ranges::equal(a, b, {}, lower, lower);
}

bool isUnreserved(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-'
        || c == '.' || c == '_' || c == '~';
}

// As the API server itself names what may stand in a path.
Status checkSegment(std::string_view what, const std::string &text)
{
    constexpr std::size_t kLongest = 253;
    const auto isBad = [](char c) {
        return static_cast<unsigned char>(c) <= ' ' || c == '\x7f' || c == '/' || c == '%';
    };
    if (text.empty() || text == "." || text == ".." || text.size() > kLongest
        || std::ranges::any_of(text, isBad))
        return Error{
            ErrorCode::InvalidArgument, std::string(what) + ": not a name that Kubernetes gives"};
    return Done{};
}

} // namespace

const ResourceKind *findKind(std::string_view name)
{
    const auto *found = std::ranges::find_if(kKinds, [&](const ResourceKind &known) {
        return sameWord(known.kind, name) || sameWord(known.plural, name);
    });
    return found == kKinds.end() ? nullptr : found;
}

std::string percentEncoded(std::string_view text)
{
    constexpr std::string_view kHex = "0123456789ABCDEF";
    std::string out;
    out.reserve(text.size());
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (isUnreserved(c))
            out += c;
        else
            out += {'%', kHex[byte >> 4U], kHex[byte & 15U]};
    }
    return out;
}

std::string versionPath(std::string_view version)
{
    const bool isCore = version.find('/') == std::string_view::npos;
    return (isCore ? "/api/" : "/apis/") + std::string(version);
}

Result<std::string> listPath(const ResourceKind &kind, const std::string &ns)
{
    std::string path = versionPath(kind.version);
    if (kind.isNamespaced && !ns.empty()) {
        if (Status valid = checkSegment("namespace", ns); !valid)
            return valid.error();
        path += "/namespaces/" + percentEncoded(ns);
    }
    return path + '/' + std::string(kind.plural);
}

Result<std::string> objectPath(
    const ResourceKind &kind, const std::string &ns, const std::string &name)
{
    if (kind.isNamespaced && ns.empty())
        return Error{
            ErrorCode::InvalidArgument, "namespace: required for a " + std::string(kind.kind)};
    if (Status valid = checkSegment("name", name); !valid)
        return valid.error();
    auto path = listPath(kind, ns);
    if (!path)
        return path.error();
    return *std::move(path) + '/' + percentEncoded(name);
}

} // namespace binnacle::kube
