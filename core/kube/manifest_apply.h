#pragma once

#include "core/kube/api_transport.h"

#include <map>
#include <string>
#include <vector>

namespace binnacle::kube {

struct ApplyReport
{
    int total = 0;            // documents
    int changed = 0;          // created, or with another resourceVersion than before
    std::string errorMessage; // of each document that was refused, a line each
};

// Server-side apply of YAML or JSON manifests (contract 01 §1.6), forced, as field manager
// "binnacle". Whether the text is understood is found out before anything is applied; after that a
// document that the API server refuses does not hold up the ones behind it.
class ManifestApply
{
public:
    // `api` must outlive this.
    explicit ManifestApply(ApiTransport &api);

    // Objects without a namespace go to `ns`, or to "default" when it is empty. Errors:
    // InvalidArgument, MalformedBody or TooLarge when nothing was applied.
    Result<ApplyReport> apply(
        const std::string &manifests, const std::string &ns, const CallBudget &budget);

private:
    struct Manifest
    {
        std::string text; // of the document, as it was given
        std::string version;
        std::string kind;
        std::string ns;
        std::string name;

        std::string title() const { return kind + " \"" + name + '"'; }
    };
    struct Served
    {
        std::string kind;
        std::string plural;
        bool isNamespaced = true;
    };

    static Result<std::vector<Manifest>> read(const std::string &manifests);
    static Result<Manifest> readOne(std::string text, std::size_t number);
    Result<bool> applyOne(
        const Manifest &manifest, const std::string &ns, const CallBudget &budget);
    Result<std::string> pathOf(
        const Manifest &manifest, const std::string &ns, const CallBudget &budget);
    Result<std::string> versionAt(const std::string &path, const CallBudget &budget);
    Result<std::vector<Served>> discover(const std::string &version, const CallBudget &budget);

    ApiTransport &m_api;
    std::map<std::string, std::vector<Served>> m_served; // by version, for one apply()
};

} // namespace binnacle::kube
