#include "core/demo/mesh_sample.h"

#include <algorithm>
#include <cmath>

namespace binnacle::demo {

namespace {

constexpr double kNotFoundShare = 0.005; // of what succeeds
constexpr double kRedirectShare = 0.006;
constexpr double kPlainShare = 0.66; // reaches the ingress as HTTP that its proxy understands
constexpr double kIngressMs = 1.2;   // what the ingress takes itself

constexpr std::array<IngressEnding, kIngressEndings> kIngress{{
    {"200", "GET", Ending::Success},
    {"200", "POST", Ending::Success},
    {"302", "GET", Ending::Success},
    {"404", "GET", Ending::NotFound},
    {"503", "GET", Ending::Failure},
    {"503", "POST", Ending::Failure},
}};

std::int64_t poisson(double mean, Random &random)
{
    constexpr double kManyEnough = 40; // then a normal distribution is close
    if (mean <= 0)
        return 0;
    if (mean > kManyEnough) {
        // The sum of twelve uniform numbers is normal enough and needs no logarithm.
        double sum = -6;
        for (int i = 0; i < 12; ++i)
            sum += random.uniform();
        return std::max<std::int64_t>(0, std::llround(mean + std::sqrt(mean) * sum));
    }
    const double limit = std::exp(-mean);
    std::int64_t count = 0;
    double product = random.uniform();
    while (product > limit) {
        ++count;
        product *= random.uniform();
    }
    return count;
}

// Deals `total` out by cumulative weights: every count is within one of its expectation and right
// in the mean, for the place where counting starts is drawn.
template<typename Cumulative, typename Counts>
void dealOut(std::int64_t total, const Cumulative &upTo, Counts &counts, Random &random)
{
    const double all = upTo.back();
    if (total == 0 || all <= 0)
        return;
    const double start = random.uniform();
    std::int64_t dealt = 0;
    for (std::size_t i = 0; i < upTo.size(); ++i) {
        const bool isLast = i + 1 == upTo.size();
        const auto reached = isLast
            ? total
            : std::clamp<std::int64_t>(static_cast<std::int64_t>(std::floor(
                                           static_cast<double>(total) * upTo[i] / all + start)),
                dealt, total);
        counts[i] += reached - dealt;
        dealt = reached;
    }
}

template<typename Expected, typename Out>
void fill(std::int64_t total, const Expected &expected, Out &out, Random &random)
{
    dealOut(total, expected.upTo, out.counts, random);
    out.total += total;
    if (expected.upTo.back() > 0)
        out.sum += static_cast<double>(total) * expected.sum / expected.upTo.back();
}

LinkerdBuckets partOf(const LinkerdBuckets &all, double share, Random &random)
{
    LinkerdBuckets part;
    for (std::size_t i = 0; i < all.counts.size(); ++i) {
        if (all.counts[i] == 0)
            continue;
        part.counts[i] = static_cast<std::int64_t>(
            std::floor(static_cast<double>(all.counts[i]) * share + random.uniform()));
        part.total += part.counts[i];
    }
    if (all.total > 0)
        part.sum = all.sum * static_cast<double>(part.total) / static_cast<double>(all.total);
    return part;
}

template<typename Expected, typename Logs>
void expectTimes(Expected &expected, const Logs &logs, const LogNormal &time, double requests)
{
    if (requests <= 0)
        return;
    for (std::size_t i = 0; i < logs.size(); ++i)
        expected.upTo[i] += requests * time.shareUpTo(logs[i]);
    expected.upTo.back() += requests;
    expected.sum += requests * time.mean();
}

} // namespace

std::string_view codeOf(Ending ending)
{
    switch (ending) {
    case Ending::Success:
        return "200";
    case Ending::NotFound:
        return "404";
    case Ending::Failure:
        break;
    }
    return "503";
}

std::span<const IngressEnding> ingressEndings()
{
    return kIngress;
}

std::int64_t StreamSample::requests() const
{
    std::int64_t sum = 0;
    for (const LinkerdBuckets &ending : endings)
        sum += ending.total;
    return sum;
}

MeshSampler::MeshSampler(const MeshModel &model)
    : m_model(model)
    , m_expected(model.streams().size())
{
    std::transform(kLinkerdBounds.begin(), kLinkerdBounds.end(), m_linkerdLogs.begin(),
        [](double ms) { return std::log(ms); });
    std::transform(kTraefikBounds.begin(), kTraefikBounds.end(), m_traefikLogs.begin(),
        [](double seconds) { return std::log(std::max(0.1, seconds * 1000 - kIngressMs)); });
}

void MeshSampler::expect(const MeshFlow &flow, Duration length)
{
    const double seconds = static_cast<double>(length.count()) / 1000.0;
    for (std::size_t i = 0; i < m_expected.size(); ++i) {
        const MeshModel::Stream &stream = m_model.streams()[i];
        const OperationFlow &target = flow.operations[stream.target];
        Expectation &expected = m_expected[i];
        const double requests = flow.streamRates[i] * seconds;
        const double failed = requests * target.failure;
        const double slow = requests * target.slow;
        const double normal = requests - failed - slow;
        expected.reachedTarget |= target.isReachable;
        expectTimes(expected.success, m_linkerdLogs, target.normal, normal);
        expectTimes(expected.success, m_linkerdLogs, target.slowTime, slow);
        expectTimes(expected.failure, m_linkerdLogs, target.failedTime, failed);
        if (stream.caller != MeshModel::kNone)
            continue;
        expectTimes(expected.ingressSuccess, m_traefikLogs, target.normal, normal);
        expectTimes(expected.ingressSuccess, m_traefikLogs, target.slowTime, slow);
        expectTimes(expected.ingressFailure, m_traefikLogs, target.failedTime, failed);
    }
}

std::vector<StreamSample> MeshSampler::sample(Random &random)
{
    std::vector<StreamSample> samples(m_expected.size());
    for (std::size_t i = 0; i < m_expected.size(); ++i) {
        const MeshModel::Stream &stream = m_model.streams()[i];
        const Expectation &expected = m_expected[i];
        StreamSample &sample = samples[i];
        const double good = expected.success.upTo.back();
        const auto count = [&](double mean) { return poisson(mean, random); };
        const std::array<std::int64_t, kEndings> totals{count(good * (1 - kNotFoundShare)),
            count(good * kNotFoundShare), count(expected.failure.upTo.back())};
        fill(totals[0], expected.success, sample.endings[0], random);
        fill(totals[1], expected.success, sample.endings[1], random);
        fill(totals[2], expected.failure, sample.endings[2], random);
        sample.reachedTarget = expected.reachedTarget;
        if (stream.caller == MeshModel::kNone)
            sampleIngress(expected, m_model.operations()[stream.target].postShare, sample, random);
    }
    m_expected.assign(m_expected.size(), {});
    return samples;
}

void MeshSampler::sampleIngress(
    const Expectation &expected, double postShare, StreamSample &sample, Random &random) const
{
    const auto total
        = [&](Ending ending) { return sample.endings[static_cast<std::size_t>(ending)].total; };
    // Cumulative, in the order of kIngress.
    const double redirects = std::min(kRedirectShare, 1 - postShare);
    const std::array<double, 3> methods{1 - postShare - redirects, 1 - redirects, 1};
    const std::array<double, 2> failedMethods{1 - postShare, 1};
    std::array<std::int64_t, kIngressEndings> counts{};
    std::array<std::int64_t, 3> good{};
    std::array<std::int64_t, 2> bad{};
    dealOut(total(Ending::Success), methods, good, random);
    dealOut(total(Ending::Failure), failedMethods, bad, random);
    std::copy(good.begin(), good.end(), counts.begin());
    counts[3] = total(Ending::NotFound);
    std::copy(bad.begin(), bad.end(), counts.begin() + 4);
    for (std::size_t i = 0; i < kIngressEndings; ++i) {
        const bool failed = kIngress[i].ending == Ending::Failure;
        fill(counts[i], failed ? expected.ingressFailure : expected.ingressSuccess,
            sample.ingress[i], random);
        sample.ingress[i].sum += kIngressMs * static_cast<double>(counts[i]);
    }
    for (std::size_t i = 0; i < kEndings; ++i)
        sample.plain[i] = partOf(sample.endings[i], kPlainShare, random);
}

} // namespace binnacle::demo
