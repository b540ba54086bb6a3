#pragma once

#include "core/console/access_desk.h"
#include "core/console/command_desk.h"
#include "core/console/estate_feed.h"
#include "ui/widgets/time_selection.h"

namespace binnacle::ui {

// What the commands view works on. All must outlive it.
struct CommandsServices
{
    console::CommandDesk &commands;
    console::EstateFeed &estate;
    console::AccessDesk &access;
    TimeSelection &time;
};

} // namespace binnacle::ui
