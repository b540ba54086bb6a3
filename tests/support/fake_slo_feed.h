#pragma once

#include "core/console/slo_feed.h"

#include <optional>

namespace binnacle::fake {

// Service levels of the fake estate: the objectives of a shop in trouble. Answers are ready at once
// and remember what was asked. GUI thread only.
class SloFeed final : public console::SloFeed
{
    Q_OBJECT

public:
    explicit SloFeed(Timestamp now = {}); // unknown: the system's clock

    console::Answer<SloBoard> board(
        const console::SloBoardQuestion &question, std::stop_token stop) override;
    console::Answer<SloDetail> detail(
        const console::SloDetailQuestion &question, std::stop_token stop) override;
    console::Answer<TargetEffect> effect(
        const SloSubject &subject, const SloTarget &target, Timestamp at) override;
    QFuture<Status> setTarget(const SloTarget &target) override;
    QFuture<Status> resetTarget(const SloTarget &target) override;
    console::Answer<console::SpecImport> readSpecs(
        const QString &file, const ClusterId &cluster) override;
    QString exportText(const SloBoard &board, console::SpecFormat format) const override;

    void failWith(std::optional<Error> error) { m_error = std::move(error); }
    void setEmpty(bool isEmpty) { m_isEmpty = isEmpty; }
    void announce() { emit changed(); }

    std::vector<console::SloBoardQuestion> boards;   // asked
    std::vector<console::SloDetailQuestion> details; // asked
    std::vector<SloTarget> effects;                  // asked
    std::vector<SloTarget> saved;

private:
    template<typename T>
    console::Answer<T> answer(T value) const;
    SloRow row(const SloSubject &subject, double availability, double target) const;

    Timestamp m_now;
    std::optional<Error> m_error;
    bool m_isEmpty = false;
};

} // namespace binnacle::fake
