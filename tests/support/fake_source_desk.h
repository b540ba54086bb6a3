#pragma once

#include "core/console/source_desk.h"

#include <QFuture>

#include <optional>

namespace binnacle::fake {

// Endpoints in memory; a test finds three services unless told to fail. GUI thread only.
class SourceDesk final : public console::SourceDesk
{
    Q_OBJECT

public:
    std::vector<MetricsSourceState> sources() const override { return states; }
    QFuture<Status> save(const MetricsSource &source) override
    {
        if (Status valid = validate(source); !valid)
            return QtFuture::makeReadyFuture(valid);
        MetricsSourceState state{.source = source};
        state.source.id = "source-" + std::to_string(states.size());
        states.push_back(state);
        emit changed();
        return QtFuture::makeReadyFuture(Status(Done{}));
    }
    QFuture<Status> remove(const std::string &id) override
    {
        std::erase_if(
            states, [&](const MetricsSourceState &state) { return state.source.id == id; });
        emit changed();
        return QtFuture::makeReadyFuture(Status(Done{}));
    }
    console::Answer<console::SourceReport> test(const MetricsSource &) override
    {
        using Given = Result<std::shared_ptr<const console::SourceReport>>;
        if (error)
            return QtFuture::makeReadyFuture(Given(*error));
        console::SourceReport report{.samples = 4'412, .took = Duration{61}, .bytes = 812'000};
        report.services = 3;
        report.notices = {QStringLiteral("2 counters left out: not a number")};
        report.families = {{.name = QStringLiteral("response_total"),
                               .meaning = QStringLiteral("Linkerd requests"),
                               .series = 120,
                               .isUsed = true},
            {.name = QStringLiteral("tcp_open_total"),
                .meaning = QStringLiteral("not about requests"),
                .series = 40}};
        return QtFuture::makeReadyFuture(
            Given(std::make_shared<const console::SourceReport>(std::move(report))));
    }

    std::vector<MetricsSourceState> states;
    std::optional<Error> error;
};

} // namespace binnacle::fake
