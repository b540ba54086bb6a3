#pragma once

#include "core/domain/alert_report.h"

#include <vector>

namespace binnacle::console {
class UiMemory;
}

namespace binnacle::ui {

// Spans of the past that people called incidents, remembered by the window: what backtests count
// as caught, missed and false.
class IncidentBook
{
public:
    // `memory` must outlive the book.
    explicit IncidentBook(console::UiMemory &memory);

    const std::vector<IncidentSpan> &incidents() const { return m_incidents; } // oldest first
    void add(const IncidentSpan &incident); // replaces the one of the same name
    void remove(const std::string &name);

private:
    void keep();

    console::UiMemory &m_memory;
    std::vector<IncidentSpan> m_incidents;
};

} // namespace binnacle::ui
