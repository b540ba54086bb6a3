#pragma once

#include <string>

namespace binnacle::kube {

// Where a cluster's API server is and who asks it. Certificates and keys are PEM text.
struct ApiAccess
{
    std::string server;       // "https://10.0.0.1:6443", without a slash at its end
    std::string serverName;   // the certificate's, when it is not the host of `server`
    std::string authorityPem; // who may have signed the server's certificate; empty: the system's
    bool skipsVerification = false;
    std::string clientCertificatePem;
    std::string clientKeyPem;
    std::string token;
    std::string tokenFile; // read again while it rotates; goes before `token`
};

} // namespace binnacle::kube
