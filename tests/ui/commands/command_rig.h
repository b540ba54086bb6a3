#pragma once

#include "tests/support/fake_access_desk.h"
#include "tests/support/fake_command_desk.h"
#include "tests/support/fake_console.h"
#include "ui/commands/commands_services.h"
#include "ui/widgets/time_selection.h"

namespace binnacle::fake {

// What the view of commands and its pages need, over data in memory. Must outlive them.
struct CommandRig
{
    ui::CommandsServices services()
    {
        return {.commands = desk, .estate = estate, .access = access, .time = time};
    }

    CommandDesk desk;
    EstateFeed estate;
    AccessDesk access;
    ui::TimeSelection time;
};

inline Command scaleCheckout()
{
    return {.cluster = {"prod-eu"},
        .action = "scale",
        .target = {"Deployment", "shop", "checkout"},
        .params = "{\"replicas\":6}"};
}

} // namespace binnacle::fake
