#pragma once

#include "core/access/secret_store.h"

#include <QString>

#include <memory>

namespace binnacle::app {

// The keychain of this desktop (Secret Service or KWallet) through QtKeychain. Null when there is
// none: no session bus, no service that keeps secrets. `place` keeps the entries of two workspaces
// apart. Blocking, for up to a minute while the desktop asks its user to unlock it.
std::unique_ptr<access::SecretStore> openKeychain(const QString &place);

} // namespace binnacle::app
