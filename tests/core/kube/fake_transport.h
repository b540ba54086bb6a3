#pragma once

#include "core/kube/api_transport.h"

#include <map>
#include <string>
#include <utility>
#include <vector>

namespace binnacle::test {

// Answers from a table of paths without their query and remembers what it was asked; what is not
// in the table is NotFound.
class FakeTransport final : public kube::ApiTransport
{
public:
    Result<std::string> send(const kube::ApiRequest &request, const kube::CallBudget &) override
    {
        requests.push_back(request);
        const std::string path = request.path.substr(0, request.path.find('?'));
        const auto found = answers.find(path);
        if (found == answers.end())
            return Error{ErrorCode::NotFound, path + " not found"};
        return found->second;
    }

    // "PATCH /apis/…?query"
    std::string line(std::size_t index) const
    {
        return requests.at(index).method + ' ' + requests.at(index).path;
    }

    std::map<std::string, Result<std::string>> answers;
    std::vector<kube::ApiRequest> requests;
};

} // namespace binnacle::test
