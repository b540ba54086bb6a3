#pragma once

#include "core/base/result.h"
#include "core/http/transport.h"

#include <memory>
#include <string>

namespace binnacle::http {

// Certificate and key of a TLS server, version 1.2 or later. Immutable after loading, thread-safe.
class TlsContext
{
public:
    // PEM files: the certificate may be followed by its chain. Errors: InvalidArgument, naming the
    // file and what is wrong with it.
    static Result<std::unique_ptr<TlsContext>> load(
        const std::string &certificateFile, const std::string &keyFile);

    virtual ~TlsContext() = default;

    // nullptr when out of memory.
    virtual std::unique_ptr<Transport> makeTransport(int descriptor) const = 0;
};

} // namespace binnacle::http
