#pragma once

#include "app/binnaclectl/access_place.h"

#include <memory>

namespace binnacle::ctl {

enum class PlaceUse {
    Read,   // also while another process works on the workspace
    Change, // what is there
    Create, // and a new workspace where there is none
};

// Users, tokens and the audit of a workspace. What is changed is audited as the doing of whoever
// runs this program.
Result<std::unique_ptr<AccessPlace>> openWorkspacePlace(const std::string &directory, PlaceUse use);

} // namespace binnacle::ctl
