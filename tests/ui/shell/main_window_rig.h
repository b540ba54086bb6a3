#pragma once

#include "sample_view.h"
#include "tests/support/fake_console.h"
#include "ui/shell/main_window.h"
#include "ui/theme/theme.h"
#include "ui/widgets/key_map.h"
#include "ui/widgets/time_selection.h"

#include <memory>

namespace binnacle::ui {

// The window over fakes, with two views made of the shared widgets alone.
class MainWindowRig
{
protected:
    void setUp();
    void makeWindow();
    void publishTasks();
    SampleView *sample(const QString &id) { return static_cast<SampleView *>(m_window->view(id)); }
    // Kept where a person can look at it, when somebody asks for it.
    QImage shoot(const QString &name);

    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<TimeSelection> m_time;
    fake::EventFeed m_events;
    std::unique_ptr<fake::EstateFeed> m_estate;
    std::unique_ptr<fake::TaskBoard> m_tasks;
    std::unique_ptr<fake::TransferDesk> m_desk;
    fake::UiMemory m_memory;
    KeyMap m_keys;
    std::unique_ptr<MainWindow> m_window;
    int m_made = 0;
};

} // namespace binnacle::ui
