#pragma once

#include "core/base/result.h"
#include "core/kube/api_access.h"

#include <string>
#include <string_view>
#include <vector>

namespace binnacle::kube {

// Which kubeconfig files count: `given` alone; else those of the environment variable KUBECONFIG;
// else ~/.kube/config.
std::vector<std::string> kubeconfigFiles(const std::string &given);

// The access that `context` stands for, or the current context when it is empty. Of several files
// the first that has a name wins, as with kubectl. Paths in a file start at its folder.
//
// Errors: NotFound (no file, context, cluster or user of that name), MalformedBody (YAML),
// InvalidArgument naming what is not supported: exec and auth-provider plug-ins, passwords,
// proxies, impersonation. What is ignored silently would act with other rights than its owner
// thinks.
Result<ApiAccess> loadKubeconfig(const std::vector<std::string> &files, const std::string &context);

// The same for the text of one file in `folder`.
Result<ApiAccess> readKubeconfig(
    std::string_view text, const std::string &folder, const std::string &context);

// Where a pod finds the account it runs as.
struct ServiceAccountPlace
{
    std::string folder = "/var/run/secrets/kubernetes.io/serviceaccount";
    std::string host; // KUBERNETES_SERVICE_HOST
    std::string port; // KUBERNETES_SERVICE_PORT

    static ServiceAccountPlace ofEnvironment();
};

// Errors: NotFound with what is missing, so outside of a cluster.
Result<ApiAccess> serviceAccountAccess(const ServiceAccountPlace &place);

} // namespace binnacle::kube
