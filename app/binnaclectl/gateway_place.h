#pragma once

#include "app/binnaclectl/access_place.h"
#include "app/binnaclectl/gateway_client.h"

#include <memory>

namespace binnacle::ctl {

// Users, tokens and the audit behind a gateway, as far as the token allows.
std::unique_ptr<AccessPlace> makeGatewayPlace(GatewayClient client);

} // namespace binnacle::ctl
