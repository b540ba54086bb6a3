#pragma once

#include "core/runtime/console/desktop_user.h"
#include "core/runtime/console/file_transfer_desk.h"
#include "core/runtime/console/live_estate_feed.h"
#include "core/runtime/console/runtime_access_desk.h"
#include "core/runtime/console/runtime_alert_desk.h"
#include "core/runtime/console/runtime_command_desk.h"
#include "core/runtime/console/runtime_query_desk.h"
#include "core/runtime/console/runtime_settings_desk.h"
#include "core/runtime/console/runtime_source_desk.h"
#include "core/runtime/console/store_event_feed.h"
#include "core/runtime/console/store_mesh_feed.h"
#include "core/runtime/console/store_slo_feed.h"
#include "core/runtime/console/stored_signal.h"
#include "core/runtime/console/task_runner.h"
#include "core/runtime/console/ui_memory_file.h"
#include "core/runtime/runtime.h"

#include <memory>

namespace binnacle::app {

struct Options;

// What the views ask and watch, over a running Runtime. Taken down in reverse.
struct Feeds
{
    // `options` and `clock` as the application has them; both and the runtime must outlive this.
    Feeds(runtime::Runtime &runtime, const Clock &clock, const Options &options);

    std::unique_ptr<runtime::TaskRunner> tasks;
    std::unique_ptr<runtime::DesktopUser> user;
    std::unique_ptr<runtime::LiveEstateFeed> estate;
    std::unique_ptr<runtime::StoreEventFeed> events;
    std::unique_ptr<runtime::StoredSignal> stored;
    std::unique_ptr<runtime::StoreMeshFeed> mesh;
    std::unique_ptr<runtime::StoreSloFeed> slo;
    std::unique_ptr<runtime::RuntimeSourceDesk> sources;
    std::unique_ptr<runtime::RuntimeAccessDesk> access;
    std::unique_ptr<runtime::RuntimeSettingsDesk> settings;
    std::unique_ptr<runtime::RuntimeQueryDesk> queries;
    std::unique_ptr<runtime::RuntimeAlertDesk> alerts;
    std::unique_ptr<runtime::RuntimeCommandDesk> commands;
    std::unique_ptr<runtime::FileTransferDesk> transfers;
    std::unique_ptr<runtime::UiMemoryFile> memory;
};

} // namespace binnacle::app
